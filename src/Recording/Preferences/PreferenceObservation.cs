using Forewarn.Core;

namespace Forewarn.Recording;

/// <summary>What the robot saw when the plans of a <see cref="PreferenceRecord"/> were proposed.</summary>
/// <param name="Stamp">Monotonic time, s.</param>
/// <param name="State">Proprioception <c>[S]</c>.</param>
public sealed record PreferenceObservation(double Stamp, float[] State, IReadOnlyList<PreferencePicture> Images)
{
    /// <summary>Keeps an observation, pictures as PNG.</summary>
    public static PreferenceObservation Of(Observation observation) => new(
        observation.Stamp.TotalSeconds, observation.State,
        [.. observation.Images.Select(i => new PreferencePicture(i.Camera, i.Height, i.Width, PngWriter.Encode(i.Rgb, i.Height, i.Width)))]);

    /// <summary>The observation as it was.</summary>
    /// <exception cref="ForewarnException">A picture is no PNG, or not of the size that stands beside it.</exception>
    public Observation ToObservation() => new([.. Images.Select(Frame)], State, TimeSpan.FromSeconds(Stamp));

    private static CameraFrame Frame(PreferencePicture picture)
    {
        var read = PngReader.Decode(picture.Png);
        return (read.Height, read.Width, read.Channels) == (picture.Height, picture.Width, 3)
            ? new(picture.Camera, read.Height, read.Width, read.Samples)
            : throw ForewarnException.Of($"picture of camera '{picture.Camera}'", $"{read.Height}x{read.Width}x{read.Channels}",
                $"{picture.Height}x{picture.Width}x3", "Remove the record.", ExitCode.Usage);
    }
}
