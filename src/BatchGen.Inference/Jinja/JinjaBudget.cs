using System.Runtime.CompilerServices;

namespace BatchGen.Inference.Jinja;

/// <summary>
/// What one rendering may cost: a template comes with a file from anywhere, and one that never ends must not hold up the rest.
/// Ordinary ones spend a few hundred steps a message.
/// </summary>
internal sealed class JinjaBudget(long inputCharacters)
{
    private const int Steps = 4_000_000;
    private const int FreeCharacters = 1 << 24;
    private const int TimesTheInput = 32;

    /// <summary>Of macros that call each other: the stack is what ends first.</summary>
    private const int Depth = 64;

    private long _steps = Steps;
    private long _characters = FreeCharacters + TimesTheInput * inputCharacters;
    private int _depth;

    public void SpendStep()
    {
        if (--_steps < 0)
            throw new JinjaException($"The template takes more than {Steps} steps.");
    }

    public void SpendCharacters(long count)
    {
        if ((_characters -= count) < 0)
            throw new JinjaException("The template makes texts many times as long as the messages.");
    }

    /// <summary>Whatever is done with a text or a list goes through it once at least.</summary>
    public void SpendOn(object? value) => SpendCharacters(value switch
    {
        MarkedText text => text.Length,
        ListValue list => list.Items.Count,
        _ => 0,
    });

    /// <summary>A chain of a hundred thousand signs is as deep as it is long, and the end of the stack is the end of the process.</summary>
    public static void RequireStack(int line)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new JinjaException("the template is too deep here", line);
    }

    public void Enter()
    {
        if (++_depth > Depth)
            throw new JinjaException($"The template's macros call each other more than {Depth} deep.");
    }

    public void Leave() => _depth--;
}
