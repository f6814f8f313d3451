namespace BatchGen.Web.Pages.NewBatch;

/// <summary>Whose work hours a batch has.</summary>
public enum HoursChoice
{
    Queue,

    Always,

    Own,
}
