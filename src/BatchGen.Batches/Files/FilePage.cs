using BatchGen.Batches.Data;

namespace BatchGen.Batches.Files;

public sealed record FilePage(IReadOnlyList<StoredFile> Files, bool HasMore);
