using BatchGen.Batches.Data;
using BatchGen.Batches.Submission;
using BatchGen.Code.Exports;
using BatchGen.Code.Inputs;

namespace BatchGen.Batches.Results;

/// <summary>One item on its way into an export.</summary>
internal sealed record ExportRow(BatchItem Item, ItemRequest Request, BatchSettings Settings)
{
    public TaskAnswer Expected { get; } = TaskAnswer.For(Request, Settings);

    public static ExportRow Of(BatchItem item, BatchSettings settings) =>
        new(item, item.RequestJson.Length == 0 ? new ItemRequest() : StoredJson.ReadRequest(item.RequestJson), settings);

    public TreeAnswer ToTreeAnswer() => new(
        ToAnswer(),
        Expected.Preset,
        Request.Material?.TargetLanguage ?? Settings.Task?.Options.TargetLanguage,
        Request.Material?.Encoding ?? SourceEncoding.Utf8);

    public AnswerRow ToAnswer()
    {
        var code = Item.Result is null ? null : Expected.CodeOf(Item.Result.Text, Item.Result.LineageJson is not null);
        return new AnswerRow
        {
            CustomId = Item.CustomId,
            Path = Item.Path,
            Task = Expected.Preset?.Name,
            Answer = Item.Result?.Text,
            Code = code?.Code,
            Language = code?.Language,
            FinishReason = Item.FinishReason,
            Flags = [.. FlagCodes.Of(Item.Flags)],
            ErrorCode = Item.State == ItemState.Cancelled ? "batch_cancelled" : Item.ErrorCode,
            ErrorMessage = Item.State == ItemState.Cancelled ? "The batch was cancelled before this request was answered." : Item.ErrorMessage?.ToString(),
            PromptTokens = Item.PromptTokens,
            CompletionTokens = Item.CompletionTokens,
            Columns = Request.Material?.Columns ?? [],
        };
    }
}
