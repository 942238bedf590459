using Forewarn.Core;

namespace Forewarn.Learning.Policies;

/// <summary>Settings of the perception network and of its pretraining.</summary>
public sealed record SceneEyeOptions
{
    /// <summary>Cameras in graph order.</summary>
    public IReadOnlyList<string> Cameras { get; init; } = ["front", "wrist"];

    /// <summary>Channels of the first, second and third convolution; the last is the number of keypoints per camera.</summary>
    public IReadOnlyList<int> Channels { get; init; } = [16, 32, 16];

    /// <summary>Factor on the logits of the spatial softmax.</summary>
    public double Sharpness { get; init; } = 4;

    /// <summary>Position of the object that becomes zero in the feature, x and y in meters.</summary>
    public IReadOnlyList<float> Center { get; init; } = [0.5f, 0f];

    /// <summary>Offset that becomes one in the feature, x and y in meters.</summary>
    public IReadOnlyList<float> Scale { get; init; } = [0.05f, 0.10f];

    /// <summary>Scenes per batch.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Share of the scenes that is held out.</summary>
    public double HeldOut { get; init; } = 0.1;

    /// <summary>Brightness is scaled by 1 +- this.</summary>
    public double Brightness { get; init; } = 0.10;

    /// <summary>Each color channel is shifted by +- this (of full range).</summary>
    public double Color { get; init; } = 0.04;

    /// <summary>Standard deviation of the noise per pixel (of full range).</summary>
    public double PixelNoise { get; init; } = 0.02;

    /// <exception cref="ForewarnException">A setting is out of range.</exception>
    public void Check()
    {
        Require("cameras", $"{Cameras.Count}", Cameras.Count > 0 && Cameras.Distinct().Count() == Cameras.Count, "different names");
        Require("channels", string.Join(", ", Channels),
            Channels.Count == 3 && Channels.All(c => c >= 1) && Channels[0] % SceneEye.Groups == 0
            && Channels[1] % SceneEye.Groups == 0, $"three counts, the first two multiples of {SceneEye.Groups}");
        Require("center", $"{Center.Count} numbers", Center.Count == 2, "two");
        Require("scale", string.Join(", ", Scale), Scale.Count == 2 && Scale.All(s => s > 0), "two numbers above 0");
        Require("batch", $"{Batch}", Batch >= 1, "1 or more");
        Require("heldOut", $"{HeldOut}", HeldOut is > 0 and < 1, "above 0, below 1");
    }

    private static void Require(string name, string found, bool holds, string wanted)
    {
        if (!holds) throw ForewarnException.Of($"eye.{name}", found, wanted, "Correct it in the configuration.", ExitCode.Usage);
    }
}
