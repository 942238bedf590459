using System.Globalization;

namespace Forewarn.Learning.Preferences.Studies;

/// <summary>What is chosen for a method of the bandit study.</summary>
/// <param name="Knob">Value of the method's own setting; 0 where it has none.</param>
internal sealed record BanditSettings(double LearningRate, int InnerEpochs, double Knob)
{
    private static readonly double[] Rates = [0.03, 0.1, 0.3, 1];
    private static readonly int[] Epochs = [1, 4, 16];

    /// <summary>The whole grid of a method.</summary>
    public static IEnumerable<BanditSettings> Grid(BanditMethod method) =>
        from rate in Rates from epochs in Epochs from knob in method.Knobs select new BanditSettings(rate, epochs, knob);

    public string Of(BanditMethod method) => string.Create(CultureInfo.InvariantCulture,
        $"learning rate {LearningRate}, inner epochs {InnerEpochs}{(method.Knob is { } knob ? $", {knob} {Knob}" : "")}");
}
