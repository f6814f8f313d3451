using System.Security.Cryptography;
using System.Text;
using BatchGen.Code.Joining;
using BatchGen.Inference.Chat;

namespace BatchGen.Batches.Execution;

/// <summary>A generation that a chunked item needs.</summary>
/// <param name="Text">The piece's own text, inside the prompt.</param>
/// <param name="TextTokens">As counted.</param>
internal sealed record PlannedPiece(PieceId Id, int FirstLine, int LastLine, string Text, int TextTokens, GenerationPrompt Prompt)
{
    /// <summary>Names the text: an answer to another text, of another budget or instruction, is no answer to this one.</summary>
    public string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
}
