namespace BatchGen.Batches.Submission;

/// <summary>What one bad line means for the others.</summary>
public enum OnBadLines
{
    /// <summary>Nothing is stored; every problem is listed.</summary>
    Refuse,

    /// <summary>Good lines run; each bad line becomes a failed item that carries its problem.</summary>
    Accept,

    /// <summary>
    /// As OpenAI's batches do: a file whose lines cannot be told apart as requests is refused as a whole, with its lines;
    /// a request that is one but cannot be answered becomes a failed item, as if it had been refused when sent.
    /// </summary>
    RefuseMalformed,
}
