"""Parameters of links that several vendors' web SDKs copy into properties, under these names."""

CAMPAIGN_NAMES = frozenset(
    """utm_source utm_medium utm_campaign utm_content utm_term utm_id utm_source_platform
    utm_campaign_id utm_creative_format utm_marketing_tactic gclid gad_source gclsrc dclid gbraid
    wbraid fbclid msclkid twclid li_fat_id mc_cid igshid ttclid rdt_cid epik qclid sccid irclid
    ko_click_id oppref bfcid _kx""".split()
)
