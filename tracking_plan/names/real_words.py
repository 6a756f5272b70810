"""Common words of product data that differ by one letter from another such word."""

REAL = frozenset(
    (
        """adapter adaptor affect back base basic basis batch book brand broad cache cached caches
    card cards care cart carts case cash casual catch causal chain chair chart charts check
    cheek clash class clear click clock close closed coach code color colour contact content
    contents contest context contract convection convention copy couch count country counts
    county course court cover currant current daily dairy dark data date dates deal demo device
    devise dial direct dose draw drop effect email even event events except expect expire
    expired face fail fall fast field file filed fill filled filler film filter final finals
    find fine fire first five fixed flag flat floor flow flows form format former forms found
    four free friend from full game gift give goal gold good grid ground group groups hand hard
    head heart help hide high hold home hour hours house icon idea identify identity idle image
    images info inner insect insert item items jobs join jump keep kept kids kind label labels
    last late later latter layer lead left less level levels lever like limit line link list
    lists live load loan location lock logo long look lose lost love lover lower made mail main
    make male many mark marker market massage match meal menu merged merges message meta mine
    mini miss modal mode model models month more most mount mouse move moved movie much mute
    name near need never newer news next nine none note number offer offers officer older open
    order orders other over owned owner pack page pages paid paint pair paper part pass past
    path pause paws phase phone photo phrase pick pics pins place placed plan plane planet
    plant plate plates play played player playlist plus point poker poll pool port post power
    price prices pride prime print private prize profile profit public pull push query quiet
    quit quite quote race radio rank rate rated rates ratio read real reason region relation
    rent rental rest retail ride ring role roll room root rows rule sale save score scores seat
    section sections seed seen select self sell send sender sent session sessions shape share
    shared sharp sheet ship shippable shop shore short show shown side sign site size skippable
    slot slow sold some song sort source space spark spot stack stage stages stake star start
    started starts state states static station statue status stay step stick stock stop storage
    store stores story strength string strong style such super sync table tables tablet take
    talk target task team tell term test tests text texts them theme then there these third
    those tick ticket tier till time tips title told tone tool total tour town track tracks
    trade trail tree trial trick trip truck true trust turn type types unit unite units until
    update upload user users value values valve vary video videos view views visit visits voice
    volume vote wait walk wall wallet warn watch water week weight well went where while wide
    width wifi will wind wire wish with word work world worth write wrote year years zero zone"""
    ).split()
)
