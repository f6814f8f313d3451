namespace BatchGen.Batches.Submission;

/// <summary>What one bad line means for the others.</summary>
public enum OnBadLines
{
    /// <summary>Nothing is stored; every problem is listed.</summary>
    Refuse,

    /// <summary>Good lines run; each bad line becomes a failed item that carries its problem.</summary>
    Accept,
}
