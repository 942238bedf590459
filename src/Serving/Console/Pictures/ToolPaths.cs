using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>Where in a picture a plan moves the tool.</summary>
internal static class ToolPaths
{
    /// <returns>One point per plan row as shares of width and height, null for a row behind the camera; null for plans that
    /// are no tool positions in the camera's frame.</returns>
    public static (double U, double V)?[]? Of(ReadOnlySpan<float> plan, ActionSpec spec, CameraRig rig, CameraCalibration camera)
    {
        int x = Column(spec, "x_m"), y = Column(spec, "y_m"), z = Column(spec, "z_m");
        if (spec.Representation != "absolute" || spec.Frame != rig.Frame || x < 0 || y < 0 || z < 0) return null;
        var path = new (double, double)?[plan.Length / spec.Width];
        for (int t = 0; t < path.Length; t++)
        {
            var row = plan.Slice(t * spec.Width, spec.Width);
            path[t] = camera.Project(row[x], row[y], row[z]);
        }
        return path;
    }

    private static int Column(ActionSpec spec, string name)
    {
        for (int i = 0; i < spec.Width; i++) if (spec.Names[i] == name) return i;
        return -1;
    }
}
