using Forewarn.Learning.Preferences.Studies;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Tests.Preferences;

public class DiffusionStudyTests
{
    [Fact]
    public void EveryFigureReachesItsBar()
    {
        var result = new DiffusionStudy().Run([1, 2, 3], (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.All(result.Figures.Where(f => f.Bar is not null),
            f => Assert.True(f.Verdict != StudyVerdict.NotSupported, $"{f.Name} {f.Value}"));
        Assert.Equal(StudyVerdict.Supported, result["shared_noise/least_squares/largest_error"].Verdict);
        Assert.Equal(StudyVerdict.Supported, result["sampled_rebel/largest_relative_error"].Verdict);
        Assert.InRange(result["independent_noise/least_squares/residual_share"].Value.Value, 0.36, 0.46);
    }
}
