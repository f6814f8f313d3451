namespace BatchGen.Web.Pages.BatchList;

public enum BatchGrouping
{
    None,
    Label,
    Schedule,
    Owner,
}
