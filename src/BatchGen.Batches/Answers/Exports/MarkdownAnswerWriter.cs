using System.Text;

namespace BatchGen.Batches.Answers.Exports;

/// <summary>A document to read: a section an item. An answer keeps its own Markdown; bare code gets a fence longer than any in it.</summary>
public sealed class MarkdownAnswerWriter(Stream stream) : IAnswerWriter
{
    private readonly StreamWriter _text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };

    public async Task WriteAsync(AnswerRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        await _text.WriteAsync(MarkdownAnswer.Of(row).AsMemory(), cancellationToken);
    }

    public ValueTask DisposeAsync() => _text.DisposeAsync();
}
