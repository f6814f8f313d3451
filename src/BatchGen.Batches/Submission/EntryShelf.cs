using BatchGen.Batches.Requests;

namespace BatchGen.Batches.Submission;

/// <summary>
/// Keeps good entries of an input's later models on disk until their model's turn to count them: were they counted as they come, models that
/// do not fit into memory together would be loaded again and again.
/// </summary>
/// <param name="newFile">Opens a scratch file, which is closed with this.</param>
internal sealed class EntryShelf(Func<FileStream> newFile) : IDisposable
{
    private readonly Dictionary<int, Board> _boards = [];

    public void Add(int modelIndex, GoodEntry entry)
    {
        if (!_boards.TryGetValue(modelIndex, out var board))
            _boards[modelIndex] = board = new Board(newFile());
        board.Add(entry);
    }

    /// <summary>In the order they were added; once nothing is added any more.</summary>
    public IEnumerable<GoodEntry> Take(int modelIndex) => _boards.TryGetValue(modelIndex, out var board) ? board.ReadAll() : [];

    public void Dispose()
    {
        foreach (var board in _boards.Values)
            board.Dispose();
    }

    private sealed class Board(FileStream file) : IDisposable
    {
        private readonly BinaryWriter _writer = new(file);
        private string? _modelPath;
        private int _count;

        public void Add(GoodEntry entry)
        {
            _modelPath = entry.ModelPath;
            _writer.Write(entry.Line);
            _writer.Write(entry.CustomId!);
            _writer.Write(entry.Ordinal);
            _writer.Write(StoredJson.Write(entry.Request));
            _count++;
        }

        public IEnumerable<GoodEntry> ReadAll()
        {
            _writer.Flush();
            file.Position = 0;
            var reader = new BinaryReader(file);
            for (var i = 0; i < _count; i++)
            {
                var line = reader.ReadInt32();
                var customId = reader.ReadString();
                var ordinal = reader.ReadInt32();
                yield return new GoodEntry(line, customId, StoredJson.ReadRequest(reader.ReadString()), _modelPath) { Ordinal = ordinal };
            }
        }

        public void Dispose() => _writer.Dispose();
    }
}
