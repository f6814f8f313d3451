namespace BatchGen.Web.Models;

public enum ModelJobState
{
    Running,
    Done,
    Failed,
    Cancelled,
}
