using System.Security.Cryptography;

namespace BatchGen.Batches.Data;

/// <summary>
/// Names in URLs and in the API: not to be guessed. They begin with their time, which lists are ordered by, so that a list goes on from the
/// last one seen also when that one has been deleted: whoever pages by OpenAI's protocol hands nothing else in.
/// </summary>
internal static class PublicIds
{
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>Microseconds since 1970 to the base 36; PostgreSQL keeps no smaller part of a second.</summary>
    private const int TimeLength = 11;

    private const int RandomLength = 13;

    /// <summary>Before it ids had no time in them. One of those reads as a time after it once in a thousand.</summary>
    private static readonly DateTimeOffset FirstOfTheirKind = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static long _last;

    public static NewId NewBatch(DateTimeOffset now) => New("batch_", now);

    public static NewId NewFile(DateTimeOffset now) => New("file-", now);

    /// <summary>Null for what is no id, or one without a time.</summary>
    public static DateTimeOffset? TimeOf(string publicId)
    {
        var from = publicId.AsSpan().IndexOfAny('_', '-') + 1;
        if (publicId.Length - from != TimeLength + RandomLength)
            return null;
        var microseconds = 0L;
        foreach (var character in publicId.AsSpan(from, TimeLength))
        {
            if (Alphabet.IndexOf(character, StringComparison.Ordinal) is >= 0 and var digit)
                microseconds = (microseconds * Alphabet.Length) + digit;
            else
                return null;
        }

        if (microseconds > (Latest - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond)
            return null;
        var time = DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        return time < FirstOfTheirKind ? null : time;
    }

    /// <summary>No two of a process have the same time, so that their order is the order in which they were made.</summary>
    private static NewId New(string prefix, DateTimeOffset now)
    {
        var wanted = (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        long last, time;
        do
        {
            last = Volatile.Read(ref _last);
            // Clocks of tests stand still or jump back; those of machines are set.
            time = wanted > last || last - wanted > TimeSpan.TicksPerSecond ? wanted : last + 1;
        }
        while (Interlocked.CompareExchange(ref _last, time, last) != last);
        return new NewId(
            prefix + Text(time) + RandomNumberGenerator.GetString(Alphabet, RandomLength),
            DateTimeOffset.UnixEpoch.AddTicks(time * TimeSpan.TicksPerMicrosecond));
    }

    private static string Text(long time) => string.Create(TimeLength, time, (text, rest) =>
    {
        for (var i = TimeLength - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(rest % Alphabet.Length)];
            rest /= Alphabet.Length;
        }
    });
}

/// <param name="At">To be kept as the row's time: its id says the same.</param>
internal readonly record struct NewId(string Value, DateTimeOffset At);
