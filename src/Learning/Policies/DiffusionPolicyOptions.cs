using Forewarn.Core;

namespace Forewarn.Learning.Policies;

/// <summary>Settings of the diffusion policy. Defaults are those that kept every mode on 100 demonstrations.</summary>
public sealed record DiffusionPolicyOptions
{
    /// <summary>Noise levels in training.</summary>
    public int Levels { get; init; } = 50;

    /// <summary>Sampling steps; 20 or 50 move the mode shares by a few points only and cost 1.6 and 3.5 times the time.</summary>
    public int SampleSteps { get; init; } = 10;

    /// <summary>Width of the trunk.</summary>
    public int Hidden { get; init; } = 256;

    /// <summary>Residual blocks of the trunk.</summary>
    public int Blocks { get; init; } = 3;

    /// <summary>Most principal components that are diffused.</summary>
    public int MaxComponents { get; init; } = 14;

    /// <summary>Components are added until they hold this share of the residual's variance.</summary>
    public double Explained { get; init; } = 0.9999;

    /// <summary>Penalty of the ridge regression from feature to plan.</summary>
    public double Ridge { get; init; } = 0.01;

    /// <summary>
    /// Most groups of like plans in which the regression has intercepts of its own; about twice the modes, since plans of one
    /// mode differ in speed. Used where plans are seen from the object.
    /// </summary>
    public int Groups { get; init; } = 16;

    /// <summary>Predictions are clamped to this many standard deviations of a component.</summary>
    public double Clamp { get; init; } = 5;

    /// <summary>Demonstrations per batch.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Noise draws per demonstration and batch.</summary>
    public int Draws { get; init; } = 4;

    /// <summary>Finger commands below this close fully, in meters: a grip's force is stiffness times the missing width.</summary>
    public double CloseBelow { get; init; } = 0.010;

    /// <summary>Column of a plan that holds the finger width.</summary>
    public int WidthColumn { get; init; } = 4;

    /// <summary>Plans per scene when the mode shares are measured.</summary>
    public int GateSamples { get; init; } = 64;

    /// <summary>Held-out scenes on which the mode shares are measured.</summary>
    public int GateScenes { get; init; } = 40;

    /// <summary>Smallest 5th percentile over scenes of a wished mode's share.</summary>
    public double GateFloor { get; init; } = 0.10;

    /// <exception cref="ForewarnException">A setting is out of range.</exception>
    public void Check()
    {
        Require("levels", Levels, Levels >= 2, "2 or more");
        Require("sampleSteps", SampleSteps, SampleSteps >= 1 && SampleSteps <= Levels, $"1 to {Levels}");
        Require("hidden", Hidden, Hidden >= 1, "1 or more");
        Require("blocks", Blocks, Blocks >= 1, "1 or more");
        Require("maxComponents", MaxComponents, MaxComponents >= 1, "1 or more");
        Require("explained", Explained, Explained is > 0 and <= 1, "above 0, at most 1");
        Require("groups", Groups, Groups >= 1, "1 or more");
        Require("clamp", Clamp, Clamp > 0, "above 0");
        Require("batch", Batch, Batch >= 1, "1 or more");
        Require("draws", Draws, Draws >= 1, "1 or more");
        Require("gateSamples", GateSamples, GateSamples >= 1, "1 or more");
        Require("gateScenes", GateScenes, GateScenes >= 1, "1 or more");
        Require("gateFloor", GateFloor, GateFloor is >= 0 and <= 1, "0 to 1");
    }

    private static void Require(string name, double found, bool holds, string wanted)
    {
        if (!holds)
            throw ForewarnException.Of($"policy.{name}", $"{found}", wanted, "Correct it in the configuration.", ExitCode.Usage);
    }
}
