using System.Collections;

namespace BatchGen.Batches.Tracing;

/// <summary>
/// What every line that is logged within carries (<c>ILogger.BeginScope</c>): as fields "BatchId", "ShardId" and "ItemId" in JSON and OTLP, as
/// words on a plain console that shows scopes.
/// </summary>
public sealed class LogIds : IReadOnlyList<KeyValuePair<string, object?>>
{
    public const string BatchKey = "BatchId";
    public const string ShardKey = "ShardId";
    public const string ItemKey = "ItemId";
    public const string ModelKey = "Model";
    public const string RequestKey = "ApiRequestId";

    private readonly KeyValuePair<string, object?>[] _ids;

    private LogIds(params KeyValuePair<string, object?>[] ids) => _ids = ids;

    public int Count => _ids.Length;

    public KeyValuePair<string, object?> this[int index] => _ids[index];

    public static LogIds OfBatch(string publicId) => new(new KeyValuePair<string, object?>(BatchKey, publicId));

    public static LogIds OfShard(string batchPublicId, long shardId) => new(
        new KeyValuePair<string, object?>(BatchKey, batchPublicId), new KeyValuePair<string, object?>(ShardKey, shardId));

    /// <param name="ordinal">Its place in the batch, from 0: what its page is found by. A custom id is its sender's own.</param>
    public static LogIds OfItem(string batchPublicId, int ordinal) => new(
        new KeyValuePair<string, object?>(BatchKey, batchPublicId), new KeyValuePair<string, object?>(ItemKey, ordinal));

    /// <param name="request">As its answer's header x-request-id says.</param>
    public static LogIds OfLive(string modelPath, string request) => new(
        new KeyValuePair<string, object?>(ModelKey, Path.GetFileName(modelPath)), new KeyValuePair<string, object?>(RequestKey, request));

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object?>>)_ids).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(' ', _ids.Select(id => $"{id.Key}:{id.Value}"));
}
