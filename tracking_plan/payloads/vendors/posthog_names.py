"""The names that PostHog's SDKs, and its ingestion, give to events and properties."""

from tracking_plan.payloads.judging.sdk_names import SdkNames
from tracking_plan.payloads.vendors.campaign_names import CAMPAIGN_NAMES

EVENTS = frozenset(
    """$pageview $pageleave $screen $autocapture $$heatmap $copy_autocapture $rageclick $dead_click
    $exception $web_vitals $opt_in $snapshot $performance_event $feature_flag_called $feature_view
    $feature_interaction $feature_enrollment_update $element_viewed $capture_metrics $csp_violation
    $$client_ingestion_warning""".split()
)
PREFIXES = ("$ai_", "$mcp_", "$error_tracking_", "$conversation_")
_LIFECYCLE = frozenset(
    f"{which} {what}"
    for which, whats in {
        "survey": ("shown", "sent", "dismissed", "abandoned"),
        "Application": ("installed", "opened", "updated", "backgrounded", "became active"),
        "Deep link": ("opened",),
    }.items()
    for what in whats
)
_PROPERTIES = frozenset(
    """$current_url $host $pathname $title $raw_user_agent $user_agent $ip $ip_address $insert_id
    $time $timestamp $sent_at $timezone $timezone_offset $locale $is_emulator $is_mac_catalyst_app
    $is_ios_running_on_mac $is_identified $is_server $process_person_profile $event_type $tag_name
    $elements $elements_chain $active_feature_flags $enabled_feature_flags $override_feature_flags
    $pageview_id $window_id $copy_type $selected_content $config_defaults $initialization_time
    $configured_session_timeout_ms $last_posthog_reset $sess_rec_flush_size $cymbal_errors
    $creator_event_uuid $has_recording $capture_failed_request $external_click_url $ce_version
    $python_runtime $python_version $go_version ph_keyword utm_name""".split()
)
_PROPERTY_PREFIXES = tuple(
    """$ai_ $app_ $autocapture_ $browser $console_log_ $conversations_ $cookieless_ $csp_
    $dead_clicks $debug_ $device $el_ $event_time_override_ $exception_ $experiment $feature
    $geoip_ $group_ $groups $had_ $heatmap $initial_ $lib $mcp_ $network_ $os $performance_
    $plugins_ $prev_pageview_ $product_tour $recording_ $referr $replay_ $screen $sdk_
    $search_engine $sentry_ $session_ $survey $touch_ $transformations_ $viewport_ $virt_
    $web_vitals_ $utm_ $$plugin""".split()
)
NAMES = SdkNames(
    events=EVENTS | _LIFECYCLE | frozenset(name.title() for name in _LIFECYCLE),
    event_prefixes=PREFIXES,
    properties=_PROPERTIES | CAMPAIGN_NAMES | {f"${name}" for name in CAMPAIGN_NAMES},
    property_prefixes=_PROPERTY_PREFIXES,
)
