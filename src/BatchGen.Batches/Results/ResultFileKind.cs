namespace BatchGen.Batches.Results;

public enum ResultFileKind
{
    /// <summary>output.jsonl: one line an item that succeeded.</summary>
    Output,

    /// <summary>errors.jsonl: one line an item that did not; there only when there are any.</summary>
    Errors,
}
