using Forewarn.Core;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Forewarn.Serving;

/// <summary>The calibrated cameras of one robot.</summary>
/// <param name="Frame">Coordinate frame of their poses, for example <c>base</c>.</param>
public sealed record CameraRig(string Frame, IReadOnlyList<CameraCalibration> Cameras)
{
    private const long MostBytes = 1 << 20;

    /// <summary>No camera is calibrated: pictures are shown without paths.</summary>
    public static CameraRig None { get; } = new("", []);

    /// <summary>The calibration of a camera, or null.</summary>
    public CameraCalibration? Find(string camera) => Cameras.FirstOrDefault(c => c.Camera == camera);

    /// <param name="path">A file as <c>launch/robots/cup_arm.cameras.yaml</c>.</param>
    /// <exception cref="ForewarnException">It cannot be read, has unknown keys, or numbers that make no camera.</exception>
    public static CameraRig Load(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
                throw Bad($"more than {MostBytes} bytes", null);
            return Parse(File.ReadAllText(path));
        }
        catch (YamlException e)
        {
            throw Bad($"line {e.Start.Line}: {e.InnerException?.Message ?? e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Bad(e.Message.TrimEnd('.'), e);
        }

        ForewarnException Bad(string found, Exception? cause) => ForewarnException.Of(
            $"camera calibration '{path}'", found, "frame and cameras", "See docs/operate/console.md.", ExitCode.Usage, cause);
    }

    internal static CameraRig Parse(string yaml)
    {
        var file = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<RigFile?>(yaml);
        return file is null
            ? None
            : new(file.Frame, [.. file.Cameras.Select(c => Calibration(c.Key, c.Value))]);
    }

    private static CameraCalibration Calibration(string name, CameraFile c) =>
        new(name, c.ImageWidth, c.ImageHeight, c.CameraMatrix, c.DistortionCoefficients, c.PositionM, c.QuaternionXyzw);

    private sealed class RigFile
    {
        public string Frame { get; set; } = "";

        public Dictionary<string, CameraFile> Cameras { get; set; } = [];
    }

    private sealed class CameraFile
    {
        public int ImageWidth { get; set; }

        public int ImageHeight { get; set; }

        public double[] CameraMatrix { get; set; } = [];

        public double[] DistortionCoefficients { get; set; } = [];

        public double[] PositionM { get; set; } = [];

        public double[] QuaternionXyzw { get; set; } = [];
    }
}
