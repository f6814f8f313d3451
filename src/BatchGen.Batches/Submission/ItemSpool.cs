using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;

namespace BatchGen.Batches.Submission;

/// <summary>
/// Holds prepared items on disk between reading and storing. Reading may take minutes (the model loads, tokens are
/// counted); storing must not, because it holds the database's write lock. So nothing is stored while reading.
/// </summary>
/// <param name="file">An empty one, which is closed with this.</param>
internal sealed class ItemSpool(FileStream file) : IDisposable
{
    private readonly BinaryWriter _writer = new(file);

    public int Count { get; private set; }

    public void Add(PreparedItem item)
    {
        _writer.Write(item.Line);
        _writer.Write(item.CustomId);
        _writer.Write(item.RequestJson);
        _writer.Write(item.PromptTokens);
        _writer.Write(item.Path ?? "");
        _writer.Write(item.Parts);
        _writer.Write(item.CutsJson ?? "");
        _writer.Write(item.Ordinal);
        _writer.Write(item.ModelIndex);
        _writer.Write(item.Problem is not null);
        if (item.Problem is not null)
        {
            _writer.Write(item.Problem.Code);
            _writer.Write(StoredSentence.Write(item.Problem.Sentence));
            _writer.Write(item.Problem.Param ?? "");
        }

        Count++;
    }

    /// <summary>From the first to the last, in the order they were added.</summary>
    public IEnumerable<PreparedItem> ReadAll()
    {
        _writer.Flush();
        file.Position = 0;
        var reader = new BinaryReader(file);
        for (var i = 0; i < Count; i++)
            yield return Read(reader);
    }

    public void Dispose() => _writer.Dispose();

    private static PreparedItem Read(BinaryReader reader)
    {
        var line = reader.ReadInt32();
        var customId = reader.ReadString();
        var requestJson = reader.ReadString();
        var promptTokens = reader.ReadInt32();
        var path = TextOrNull(reader.ReadString());
        var parts = reader.ReadInt32();
        var cuts = TextOrNull(reader.ReadString());
        var ordinal = reader.ReadInt32();
        var modelIndex = reader.ReadInt32();
        var problem = reader.ReadBoolean()
            ? new InputProblem(line, reader.ReadString(), StoredSentence.Read(reader.ReadString()), TextOrNull(reader.ReadString()))
            : null;
        return new PreparedItem(line, customId, requestJson, promptTokens, problem, path, parts, cuts) { Ordinal = ordinal, ModelIndex = modelIndex };
    }

    private static string? TextOrNull(string text) => text.Length > 0 ? text : null;
}
