using System.Text;

namespace BatchGen.Inference.Tests.Grammars.Machine;

/// <summary>Where one is in a rule, and in the rule that called it, and so on; the same place is the same object.</summary>
internal sealed record Frame(IReadOnlyList<Element> Sequence, int Index, Frame? Below)
{
    public Element Element => Sequence[Index];

    public bool Equals(Frame? other) =>
        other is not null && ReferenceEquals(Sequence, other.Sequence) && Index == other.Index && ReferenceEquals(Below, other.Below);

    public override int GetHashCode() =>
        HashCode.Combine(
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Sequence),
            Index,
            Below is null ? 0 : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Below));
}

/// <summary>
/// Walks a grammar character by character over every stack that is still possible, as llama.cpp does: it says which texts
/// the grammar has, writes random ones, and counts the stacks that llama.cpp would hold.
/// </summary>
internal sealed class GrammarMachine
{
    private const string Palette = "aBz09 _-.é中😀";

    private readonly GrammarText _grammar;
    private readonly Dictionary<Frame, Frame> _frames = [];
    private readonly int[] _shortest;

    public GrammarMachine(string grammar)
    {
        _grammar = GrammarText.Read(grammar);
        _shortest = Shortest();
    }

    /// <summary>The most stacks at once so far.</summary>
    public int MostStacks { get; private set; }

    public bool Accepts(string text)
    {
        var stacks = Start();
        foreach (var rune in text.EnumerateRunes())
        {
            stacks = Step(stacks, rune.Value);
            if (stacks.Count == 0)
                return false;
        }

        return stacks.Any(stack => stack is null);
    }

    /// <param name="patience">Characters after which it takes the shortest way to the end.</param>
    public string Write(Random random, int patience)
    {
        var text = new StringBuilder();
        var stacks = Start();
        while (true)
        {
            Frame?[] open = [.. stacks];
            var isHurried = text.Length > patience;
            var stack = isHurried ? open.MinBy(Distance) : open[random.Next(open.Length)];
            if (stack is null)
                return text.ToString();
            var character = Pick(stack.Element, random);
            text.Append(char.ConvertFromUtf32(character));
            stacks = Step(stacks, character);
        }
    }

    private HashSet<Frame?> Start()
    {
        var stacks = new HashSet<Frame?>();
        foreach (var alternative in _grammar.Rules[_grammar.Root])
            Advance(At(alternative, 0, null), stacks);
        return stacks;
    }

    private HashSet<Frame?> Step(HashSet<Frame?> stacks, int character)
    {
        var next = new HashSet<Frame?>();
        foreach (var stack in stacks)
        {
            if (stack is not null && stack.Element.Matches(character))
                Advance(At(stack.Sequence, stack.Index + 1, stack.Below), next);
        }

        MostStacks = Math.Max(MostStacks, next.Count);
        return next;
    }

    /// <summary>Goes on to wherever a character is wanted; null is the end.</summary>
    private void Advance(Frame? from, HashSet<Frame?> found)
    {
        var open = new Stack<Frame?>([from]);
        while (open.TryPop(out var frame))
        {
            if (frame is null || frame.Element.Ranges is not null)
            {
                found.Add(frame);
                continue;
            }

            var back = At(frame.Sequence, frame.Index + 1, frame.Below);
            foreach (var alternative in _grammar.Rules[frame.Element.Rule])
                open.Push(At(alternative, 0, back));
        }
    }

    private Frame? At(IReadOnlyList<Element> sequence, int index, Frame? below)
    {
        if (index >= sequence.Count)
            return below;
        var frame = new Frame(sequence, index, below);
        return _frames.TryGetValue(frame, out var known) ? known : _frames[frame] = frame;
    }

    private int Distance(Frame? stack)
    {
        var distance = 0;
        for (var frame = stack; frame is not null; frame = frame.Below)
        {
            for (var i = frame.Index; i < frame.Sequence.Count; i++)
                distance += Length(frame.Sequence[i], _shortest);
        }

        return distance;
    }

    private int[] Shortest()
    {
        var shortest = new int[_grammar.Rules.Count];
        Array.Fill(shortest, 1_000_000);
        for (var isChanged = true; isChanged;)
        {
            isChanged = false;
            for (var i = shortest.Length - 1; i >= 0; i--)
            {
                var length = _grammar.Rules[i].Min(alternative => Math.Min(1_000_000, alternative.Sum(element => (long)Length(element, shortest)))) is var sum
                    ? (int)sum
                    : 0;
                isChanged |= length < shortest[i];
                shortest[i] = Math.Min(length, shortest[i]);
            }
        }

        return shortest;
    }

    private static int Length(Element element, int[] shortest) => element.Ranges is null ? shortest[element.Rule] : 1;

    private static int Pick(Element element, Random random)
    {
        if (!element.IsNegated)
        {
            var size = element.Ranges!.Sum(range => range.Last - range.First + 1);
            if (size < 200)
            {
                (var first, var last) = element.Ranges![random.Next(element.Ranges!.Count)];
                return random.Next(first, last + 1);
            }
        }

        Rune[] fitting = [.. Palette.EnumerateRunes().Where(rune => element.Matches(rune.Value))];
        return fitting.Length > 0 ? fitting[random.Next(fitting.Length)].Value : element.Ranges![0].First;
    }
}
