using System.Globalization;

namespace Forewarn.Learning.Training;

/// <summary>Prints progress as plain lines.</summary>
public sealed class ProgressLines(TextWriter output) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        var figures = string.Join("  ", value.Figures.Select(f =>
            string.Create(CultureInfo.InvariantCulture, $"{f.Key} {f.Value:G4}")));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{value.Step}/{value.Steps}  {value.SecondsPerStep:F3} s/step  {Clock(value.Remaining)} left  {figures}"));
    }

    private static string Clock(TimeSpan span) => span.TotalHours >= 1
        ? span.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)
        : span.ToString(@"m\:ss", CultureInfo.InvariantCulture);
}
