namespace BatchGen.Web.Controls;

/// <summary>The four states used everywhere alike, and the absence of one.</summary>
public enum StateTone
{
    Neutral,
    Running,
    Done,
    Waiting,
    Failed,
}
