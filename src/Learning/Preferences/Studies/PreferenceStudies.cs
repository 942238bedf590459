using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Preferences.Studies;

/// <summary>Every study, in the order in which they are listed and run.</summary>
public static class PreferenceStudies
{
    public static IReadOnlyList<IStudy> All { get; } =
    [
        new BanditStudy(),
        new CoverageStudy(),
        new MultiTurnStudy(),
        new IntransitiveStudy(),
        new DiffusionStudy(),
        new Language.LanguageStudy(),
        new Roads.RoadsStudy(),
    ];
}
