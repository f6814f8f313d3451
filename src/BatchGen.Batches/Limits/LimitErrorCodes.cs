namespace BatchGen.Batches.Limits;

/// <summary>Why a change of a limit is refused. Stable: documented in docs/errors.md.</summary>
public static class LimitErrorCodes
{
    /// <summary>This machine has no device of that name.</summary>
    public const string UnknownDevice = "limit_unknown_device";

    /// <summary>Neither an amount nor a percentage.</summary>
    public const string NotANumber = "limit_not_a_number";

    /// <summary>Negative, nothing, or above what the device has.</summary>
    public const string OutOfRange = "limit_out_of_range";

    /// <summary>The reserve is negative or leaves nothing of the limit.</summary>
    public const string ReserveOutOfRange = "limit_reserve_out_of_range";

    /// <summary>Every model that fits this machine would be too large.</summary>
    public const string LeavesNoModel = "limit_leaves_no_model";
}
