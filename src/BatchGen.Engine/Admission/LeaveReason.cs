namespace BatchGen.Engine.Admission;

internal enum LeaveReason
{
    /// <summary>To be loaded again at once, with what fits then.</summary>
    Reload,

    /// <summary>To make room for others; it comes back when somebody asks for it.</summary>
    Unload,
}
