using Forewarn.Core;
using Forewarn.Learning.Policies;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Policies;

/// <summary>
/// Scenes with one bright square at the object's place in both pictures, and plans that go there by one of two modes
/// ("left" or "right" of it), one mode shown per scene as in real demonstrations.
/// </summary>
internal sealed class SyntheticGrasps
{
    public const int Steps = 6;
    public const int Size = 32;
    private const float Aside = 0.05f;

    public static readonly ActionSpec Spec = new("absolute", "base", 10, ["x_m", "y_m", "z_m", "yaw_rad", "width_m"]);

    public SyntheticGrasps(int count, ulong seed, float noise = 0)
    {
        var stream = new SeedStreams(seed).Stream("grasps");
        Poses = new float[count * 3];
        PlanValues = new float[count * Steps * Spec.Width];
        Pictures = new byte[count * 2 * Size * Size * 3];
        var features = new float[count * 4];
        var eye = new SceneEye(new());
        for (int i = 0; i < count; i++)
        {
            var pose = Poses.AsSpan(i * 3, 3);
            pose[0] = (float)stream.Uniform(0.46, 0.54);
            pose[1] = (float)stream.Uniform(-0.08, 0.08);
            pose[2] = (float)stream.Uniform(-0.7, 0.7);
            eye.Target(pose).CopyTo(features, i * 4);
            Draw(i, pose);
            float side = i % 2 == 0 ? Aside : -Aside;
            for (int t = 0; t < Steps; t++)
            {
                var row = PlanValues.AsSpan((i * Steps + t) * Spec.Width, Spec.Width);
                float far = noise * (float)stream.NextNormal();
                row[0] = pose[0] + far - side * MathF.Sin(pose[2]);
                row[1] = pose[1] + side * MathF.Cos(pose[2]);
                row[2] = 0.3f - 0.04f * t;
                row[3] = pose[2];
                row[4] = t < 3 ? 0.04f : 0f;
            }
        }
        Features = tensor(features).view(count, 4);
        Plans = tensor(PlanValues).view(count, Steps * Spec.Width);
    }

    public float[] Poses { get; }

    public float[] PlanValues { get; }

    public byte[] Pictures { get; }

    public Tensor Features { get; }

    public Tensor Plans { get; }

    public SceneSet Scenes() => new(Pictures, Poses, 2, Size);

    /// <summary>Which side of the object the last row is on; null when it is on neither.</summary>
    public static string? ModeOf(ReadOnlySpan<float> plan, ReadOnlySpan<float> pose)
    {
        var row = plan[^Spec.Width..];
        float aside = -(row[0] - pose[0]) * MathF.Sin(pose[2]) + (row[1] - pose[1]) * MathF.Cos(pose[2]);
        return Math.Abs(Math.Abs(aside) - Aside) > 0.02f ? null : aside > 0 ? "left" : "right";
    }

    private void Draw(int scene, ReadOnlySpan<float> pose)
    {
        for (int camera = 0; camera < 2; camera++)
        {
            // Body and handle: two squares, the second turned around the first.
            double x = Size / 2 + (pose[0] - 0.5) * 180, y = Size / 2 + pose[1] * 120;
            Square(scene, camera, x, y, 0, 2.5);
            Square(scene, camera, x + 6 * Math.Cos(pose[2]), y + 6 * Math.Sin(pose[2]), 1, 1.5);
        }
    }

    private void Square(int scene, int camera, double cx, double cy, int channel, double half)
    {
        for (int v = 0; v < Size; v++)
        {
            for (int u = 0; u < Size; u++)
            {
                double inside = Math.Clamp(half + 0.5 - Math.Max(Math.Abs(u - cx), Math.Abs(v - cy)), 0, 1);
                int at = (((scene * 2 + camera) * Size + v) * Size + u) * 3 + channel;
                Pictures[at] = Math.Max(Pictures[at], (byte)(255 * inside));
            }
        }
    }
}
