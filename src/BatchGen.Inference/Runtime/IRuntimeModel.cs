using BatchGen.Inference.Chat;

namespace BatchGen.Inference.Runtime;

/// <summary>A loaded model. Dispose its contexts first: freeing the model before its context ends the process.</summary>
public interface IRuntimeModel : IDisposable
{
    ModelInfo Info { get; }

    IVocabulary Vocabulary { get; }

    /// <exception cref="RuntimeException">The library refused the settings or could not allocate.</exception>
    IRuntimeContext CreateContext(ContextSettings settings);

    /// <summary>
    /// Renders messages with the file's own chat template, the assistant's turn opened at the end;
    /// null when the file has none or the library does not know it.
    /// </summary>
    string? ApplyOwnChatTemplate(IReadOnlyList<ChatMessage> messages);
}
