namespace BatchGen.Testing.Models;

/// <summary>GPT-2's alphabet: every byte as one visible character, so that any text can be a token.</summary>
public static class ByteLevelAlphabet
{
    /// <summary>The character that stands for each byte, in the order of the bytes.</summary>
    public static IReadOnlyList<char> Characters { get; } = Build();

    private static char[] Build()
    {
        var characters = new char[256];
        var next = (char)256;
        for (var value = 0; value < characters.Length; value++)
            characters[value] = IsVisible(value) ? (char)value : next++;
        return characters;
    }

    private static bool IsVisible(int value) => value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
}
