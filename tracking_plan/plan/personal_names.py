"""Which property names suggest personal data, and of which kind.

A name is read as an English compound, whose last words say what the thing is: `user_email` is an
email, `email_count` is a count. So the table below lists endings. What stands before an ending may
turn it round (`is_email`, `hashed_email`), and what the property can hold decides as well: no
boolean, and nothing with a closed list of values, is personal data.
"""

from collections.abc import Mapping

from tracking_plan.names.words import words
from tracking_plan.plan.model import Property, Type
from tracking_plan.plan.pii import PiiKind

_ROLES = """applicant attendee beneficiary billing buyer caller candidate cardholder caregiver child
contact customer doctor donor employee friend guardian guest holder invitee lead maiden member
mother passenger patient payee payer person recipient referee renter resident seller sender
shipping signer spouse student teacher tenant user visitor"""
_TOKENS = """access api apns auth authentication authorization bearer device fcm id identity jwt
login magic oauth passwordreset push refresh reset resetpassword security session user
verification"""
_PLACES = "customer exact gps home precise user"
_ZIPS = "billing caller customer destination home mailing origin postal shipping user"

# Endings, squeezed (`phonenumber` is `phone_number`, `phoneNumber` and `phonenumber` alike).
_TEXT: Mapping[PiiKind, str] = {
    PiiKind.EMAIL: "email emailaddress emailid mailaddress correo courriel useremail",
    PiiKind.NAME: """firstname lastname middlename fullname givenname familyname surname realname
        legalname maidenname fname lname preferredname namefirst namelast nameoncard nombre apellido
        nachname vorname prenom userdisplayname facebookdisplayname twitterdisplayname
        linkedindisplayname usernickname visitornickname """
    + " ".join(f"{role}name" for role in _ROLES.split()),
    PiiKind.ADDRESS: """address addressline addr street streetaddress streetname streetnumber
        addressstreet addressfull adresse strasse housenumber apartmentnumber""",
    PiiKind.IP: "ip ipaddress ipaddr ipv4 ipv6 ipv4address ipv6address remoteaddr xforwardedfor",
    PiiKind.LOCATION: "geolocation latlng latlong latlon geocoordinates gpscoordinates geopoint "
    + " ".join(f"{place}location" for place in _PLACES.split()),
    PiiKind.ID: """username loginname twitterhandle instagramhandle socialhandle telegramhandle
        androidid userfingerprint devicefingerprint browserfingerprint
        nationalid passport driverslicense driverlicense driverslicence drivinglicence licenseplate
        licenceplate taxid idfa idfv gaid adid aaid advertisingid imei imsi macaddress""",
    PiiKind.FINANCIAL: """iban cardexpiry cardexpirydate cardholder bankaccount bankdetails
        walletaddress""",
    PiiKind.HEALTH: """diagnosis medicalcondition healthcondition medication bloodtype allergy
        allergies disease symptom disability medicalhistory""",
    PiiKind.OTHER: """password passwd pwd passphrase passcode secret clientsecret credential
        credentials apikey apisecret privatekey secretkey accesskey encryptionkey jwt securityanswer
        dateofbirth dob birthdate birthday placeofbirth geburtsdatum gender sex ethnicity
        religion sexualorientation maritalstatus nationality """
    + " ".join(f"{kind}token" for kind in _TOKENS.split()),
}
# The same, for what may also be sent as a number.
_DIGITS: Mapping[PiiKind, str] = {
    PiiKind.PHONE: """tel telno telnumber phone phonenumber phoneno phonehome phonework
        telephone telephonenumber
        mobilenumber mobilephone cellphone cellnumber msisdn fax faxnumber whatsappnumber
        contactnumber callernumber callernum telefon telefono telefonnummer""",
    PiiKind.ADDRESS: "zipcode postalcode postcode plz "
    + " ".join(f"{owner}zip" for owner in _ZIPS.split()),
    PiiKind.LOCATION: "latitude longitude lat lng lon",
    PiiKind.ID: """ssn socialsecuritynumber socialsecurity nationalidnumber nationalinsurancenumber
        passportnumber passportno licensenumber taxnumber cpf curp aadhaar
        aadhaarnumber pannumber""",
    PiiKind.FINANCIAL: """cardnumber creditcard creditcardnumber debitcard debitcardnumber ccnumber
        ccnum cvv cvc cvv2 cardcvc securitycode accountnumber bankaccountnumber routingnumber
        sortcode salary income creditscore""",
    PiiKind.HEALTH: "bmi mrn medicalrecordnumber heartrate bloodpressure",
    PiiKind.OTHER: "otp otpcode pincode pinnumber userpin cardpin birthyear yearofbirth userage",
}
_BARE_TEXT: Mapping[str, PiiKind] = {  # only as the whole name
    "token": PiiKind.OTHER,
    "mobile": PiiKind.PHONE,
}
_BARE_DIGITS: Mapping[str, PiiKind] = {"zip": PiiKind.ADDRESS}
_OF_A_PERSON: Mapping[str, PiiKind] = {  # only in traits, whose owner is a person
    "name": PiiKind.NAME,
    "displayname": PiiKind.NAME,
    "nickname": PiiKind.NAME,
    "mobile": PiiKind.PHONE,
    "location": PiiKind.LOCATION,
    "age": PiiKind.OTHER,
    "avatar": PiiKind.OTHER,
}


def _endings(table: Mapping[PiiKind, str]) -> Mapping[str, PiiKind]:
    return {ending: kind for kind, text in table.items() for ending in text.split()}


_TEXT_ENDINGS = _endings(_TEXT)
_DIGIT_ENDINGS = _endings(_DIGITS)
_LONGEST = 5  # words of the longest ending: national_insurance_id_number and some air

# Words before an ending that turn it round: a question, a deed, a count, or no longer in clear.
_TURNS = frozenset(
    """
    is are was were has had have can could did does do should will needs need requires
    require use uses used using show shows shown hide enable enabled disable allow allows
    send share verify confirm change changed reset forgot forgotten update add remove
    missing invalid valid no via by hashed hash masked redacted anonymized anonymous
    encrypted private internal num count number total include includes support company
    vendor store merchant warehouse server host network contract website web memory node
    bind listen smart
    """.split()
)
_QUALIFIERS = frozenset(
    "value raw input primary secondary main normalized lower e164 v4 v6 line".split()
)
_FORMATS = {"email": PiiKind.EMAIL, "ipv4": PiiKind.IP, "ipv6": PiiKind.IP}
_CLOSED = frozenset((Type.BOOLEAN,))
_NUMERIC = frozenset((Type.INTEGER, Type.NUMBER))


def suspected_kind(prop: Property, *, of_person: bool = False) -> PiiKind | None:
    """The kind of personal data that a property's name suggests; None: it suggests none.

    `of_person` says that the property is a trait, whose `name` is a person's. An object that
    lists its properties is judged by those, and is none itself.
    """
    value = prop.items if prop.type is Type.ARRAY and prop.items else prop
    value = value.others if value.others and value.properties is None else value
    if value.pii is not None:
        return None  # what it holds is declared, or reviewed
    if value.type in _CLOSED or value.enum or value.const is not None or value.properties:
        return None
    if value.format in _FORMATS:
        return _FORMATS[value.format]
    return kind_of_name(prop.name, numeric=value.type in _NUMERIC, of_person=of_person)


def kind_of_name(name: str, *, numeric: bool = False, of_person: bool = False) -> PiiKind | None:
    """The kind of personal data that a name suggests; `numeric`: the value is a number."""
    pieces = _pieces(name)
    whole = "".join(pieces)
    bare = _BARE_DIGITS.get(whole) or (None if numeric else _BARE_TEXT.get(whole))
    if of_person and not bare:
        bare = _OF_A_PERSON.get(whole)
    if bare:
        return bare
    for start in range(max(0, len(pieces) - _LONGEST), len(pieces)):
        kind = _ending("".join(pieces[start:]), numeric=numeric)
        if kind:
            return None if _TURNS.intersection(pieces[:start]) else kind
    return None


def _ending(text: str, *, numeric: bool) -> PiiKind | None:
    """The kind of an ending, or of its singular."""
    for form in (text, text.removesuffix("s"), text.removesuffix("es")):
        kind = _DIGIT_ENDINGS.get(form) or (None if numeric else _TEXT_ENDINGS.get(form))
        if kind and (form == text or not form.endswith("token")):
            return kind
    return None


def _pieces(name: str) -> list[str]:
    """The words of a name in lower case, without the numbers and qualifiers at their end."""
    pieces = [word.lower() for word in words(name)]
    while len(pieces) > 1 and (pieces[-1].isdigit() or pieces[-1] in _QUALIFIERS):
        pieces.pop()
    if pieces and _ending(pieces[-1], numeric=False) is None:
        pieces[-1] = pieces[-1].rstrip("0123456789") or pieces[-1]
    return pieces
