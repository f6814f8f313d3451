namespace BatchGen.Batches.Queries;

public enum BatchSort
{
    Newest,

    /// <summary>As the database compares text.</summary>
    Name,

    /// <summary>What is furthest from its end first.</summary>
    Progress,

    /// <summary>What took longest first; what has not ended comes last.</summary>
    Duration,
}
