namespace BatchGen.Batches.Orders;

/// <summary>Documented in docs/errors.md.</summary>
public static class OrderErrorCodes
{
    public const string NotFound = "batch_not_found";
    public const string Finished = "batch_finished";
    public const string InputFileMissing = "input_file_not_found";
    public const string WrongPurpose = "wrong_file_purpose";
    public const string UnknownCursor = "unknown_after";
}
