namespace BatchGen.Inference.Memory;

/// <summary>Every code a <see cref="PlanException"/> can carry. Stable: they are documented in docs/errors.md.</summary>
public static class PlanErrorCodes
{
    /// <summary>A setting is outside what llama.cpp can do; the message gives the range.</summary>
    public const string SettingOutOfRange = "plan_setting_out_of_range";

    /// <summary>A setting's text is none of what is possible; the message gives what is.</summary>
    public const string SettingUnreadable = "plan_setting_unreadable";

    /// <summary>A quantized V cache without flash attention, which llama.cpp refuses.</summary>
    public const string NeedsFlashAttention = "plan_needs_flash_attention";

    /// <summary>A quantized KV cache on heads whose length its blocks of 32 do not divide.</summary>
    public const string KvTypeUnsuitable = "plan_kv_type_unsuitable";

    /// <summary>A limit is negative or above the device.</summary>
    public const string LimitOutOfRange = "plan_limit_out_of_range";

    /// <summary>No CPU among the devices.</summary>
    public const string NoCpu = "plan_no_cpu";

    /// <summary>The model's and the settings' numbers make more than 1 PiB.</summary>
    public const string TooLarge = "plan_too_large";
}
