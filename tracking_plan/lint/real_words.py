"""Common words of product data that differ by one letter from another such word."""

REAL = frozenset(
    (
        """adapter adaptor affect basis basic batch brand broad cache catch cached caches card cards
    care cart carts cash casual causal chain chair chart charts cheek check clash class clear
    click clock close closed color colour coach couch count counts country county court contact
    contract content contents contest context convention convection course source cover current
    currant daily dairy date dates deal device devise direct effect email event events except
    expect expire expired field filed filled filler filter final finals first fixed floor flow
    flows form forms format former found friend ground group groups heart hours house identify
    identity image images inner insert insect item items label labels later latter layer lever
    level levels limit list lists location lower lover match marker market massage merged merges
    message modal model models month mount mouse moved movie never newer number offer offers
    officer older order orders other owner owned page pages paper paint pause phase phrase photo
    phone place placed plane planet plant plate plates player played playlist point poker power
    price prices pride prime prize print private profile profit public query quiet quite quote
    radio rate rated rates ratio reason region relation rental retail score scores section
    sections select sender session sessions share shared shape sharp short shore sheet shippable
    shown skippable source space spark stage stages stake start started starts state states
    static station status statue stock store stores story storage stack stick strength string
    strong style super table tables tablet target test tests text texts theme there these third
    those ticket title total track tracks trade trail trial trick truck trust type types unit
    units unite until update upload user users value values valve video videos view views visit
    visits voice volume wallet watch water weight where while width world worth write wrote
    years"""
    ).split()
)
