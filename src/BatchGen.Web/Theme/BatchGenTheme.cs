using MudBlazor;

namespace BatchGen.Web.Theme;

/// <summary>
/// Every colour of the product, once. MudBlazor writes them as CSS variables and app.css derives its own from those.
/// Text against its background reaches WCAG AA (4.5:1) in both palettes.
/// </summary>
public static class BatchGenTheme
{
    private static readonly LayoutProperties Layout = new() { DefaultBorderRadius = "8px" };

    // Buttons and tabs in sentence case: nothing here is set in capitals.
    private static readonly Typography Type = new()
    {
        Default = new DefaultTypography { FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
        Body1 = new Body1Typography { FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
        Body2 = new Body2Typography { FontSize = "0.75rem", LineHeight = "1.5", LetterSpacing = "normal" },
        H6 = new H6Typography { FontSize = "1rem", FontWeight = "600", LineHeight = "1.5", LetterSpacing = "normal" },
        Caption = new CaptionTypography { FontSize = "0.75rem", LineHeight = "1.5", LetterSpacing = "normal" },
        Button = new ButtonTypography { FontSize = "0.875rem", FontWeight = "550", LineHeight = "1.5", LetterSpacing = "normal", TextTransform = "none" },
    };

    /// <summary>Written under <c>:root</c>: what applies unless dark is chosen.</summary>
    public static MudTheme Light { get; } = Build(":root");

    /// <summary>
    /// Written under <c>:root[data-theme=dark]</c>, an attribute that frame.js sets before the first paint. Both palettes
    /// are in the page at once, so switching needs no circuit and a prerendered page never flashes in the wrong one.
    /// </summary>
    public static MudTheme Dark { get; } = Build(":root[data-theme=dark]");

    private static MudTheme Build(string scope) => new()
    {
        PseudoCss = new PseudoCss { Scope = scope },
        LayoutProperties = Layout,
        Typography = Type,
        PaletteLight = new PaletteLight
        {
            Primary = "#4F46E5",
            PrimaryContrastText = "#FFFFFF",
            Secondary = "#5A5A66",
            Tertiary = "#0E7490",
            Info = "#4F46E5",
            Success = "#116932",
            Warning = "#9A5B00",
            Error = "#B3231A",
            Dark = "#2B2B33",
            TextPrimary = "#1B1B20",
            TextSecondary = "#5A5A66",
            TextDisabled = "#8E8E99",
            ActionDefault = "#5A5A66",
            ActionDisabled = "#A5A5B0",
            ActionDisabledBackground = "#E9E9ED",
            Background = "#F6F6F8",
            BackgroundGray = "#EFEFF2",
            Surface = "#FFFFFF",
            DrawerBackground = "#FFFFFF",
            DrawerText = "#1B1B20",
            DrawerIcon = "#5A5A66",
            AppbarBackground = "#F6F6F8",
            AppbarText = "#1B1B20",
            LinesDefault = "#E3E3E8",
            LinesInputs = "#B9B9C3",
            TableLines = "#EBEBEF",
            TableStriped = "#F6F6F8",
            TableHover = "#F3F3F6",
            Divider = "#E3E3E8",
            DividerLight = "#EFEFF2",
            Skeleton = "#E6E6EB",
            OverlayDark = "rgba(20,20,26,0.4)",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#9FA3FF",
            PrimaryContrastText = "#14141B",
            Secondary = "#A6A6B3",
            Tertiary = "#5CC3D9",
            Info = "#9FA3FF",
            Success = "#5CCB83",
            Warning = "#E5B04A",
            Error = "#FF8A80",
            ErrorContrastText = "#1F0E0D",
            Dark = "#3A3A45",
            TextPrimary = "#ECECF2",
            TextSecondary = "#A6A6B3",
            TextDisabled = "#71717E",
            ActionDefault = "#A6A6B3",
            ActionDisabled = "#5F5F6B",
            ActionDisabledBackground = "#2A2A32",
            Background = "#141418",
            BackgroundGray = "#19191E",
            Surface = "#1D1D23",
            DrawerBackground = "#19191E",
            DrawerText = "#ECECF2",
            DrawerIcon = "#A6A6B3",
            AppbarBackground = "#141418",
            AppbarText = "#ECECF2",
            LinesDefault = "#2E2E37",
            LinesInputs = "#4A4A57",
            TableLines = "#29292F",
            TableStriped = "#202027",
            TableHover = "#25252C",
            Divider = "#2E2E37",
            DividerLight = "#25252C",
            Skeleton = "#2A2A32",
            OverlayDark = "rgba(5,5,8,0.6)",
        },
    };
}
