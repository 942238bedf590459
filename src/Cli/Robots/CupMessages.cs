using System.Globalization;
using System.Text.Json;
using Forewarn.Core;
using Forewarn.Messages.SensorMsgs;
using Forewarn.RosBridge;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.Cli.Robots;

/// <summary>What the simulated arm senses as ROS messages, filled again and again.</summary>
internal sealed class CupMessages
{
    public const int ArmJoints = 7;

    /// <summary>Who tells what happened, for whoever evaluates; nothing that steers may listen to it.</summary>
    public const string OutcomeTopic = "/cup_robot/outcome";

    public CupMessages()
    {
        Joints = [.. Enumerable.Range(1, ArmJoints).Select(i => $"joint{i}"), "finger_joint"];
        JointState.Name.Set(Joints);
        JointState.Position.Resize(Joints.Length);
        JointState.Velocity.Resize(Joints.Length);
        Images = [.. ArmTask.Cameras.Select(Picture)];
    }

    public string[] Joints { get; }

    public JointState JointState { get; } = new();

    /// <summary>One per camera, in the order of the task.</summary>
    public Image[] Images { get; }

    public Text Outcome { get; } = new();

    /// <summary>Topic of a camera's pictures.</summary>
    public static string ImageTopic(SteeringTopicNames names, string camera) => string.Format(CultureInfo.InvariantCulture, names.Images, camera);

    /// <param name="state">Proprioception as the environment gives it.</param>
    /// <param name="stamp">ns.</param>
    public JointState Feel(ReadOnlySpan<float> state, long stamp)
    {
        RosTime.Write(JointState.Header.Stamp, stamp);
        for (int j = 0; j < ArmJoints; j++) (JointState.Position[j], JointState.Velocity[j]) = (state[j], state[ArmJoints + j]);
        JointState.Position[ArmJoints] = state[2 * ArmJoints];
        return JointState;
    }

    public Image[] Look(Observation seen, long stamp)
    {
        for (int c = 0; c < Images.Length; c++)
        {
            RosTime.Write(Images[c].Header.Stamp, stamp);
            Images[c].Data.Set(seen.Images[c].Rgb);
        }
        return Images;
    }

    public Text Tell(long scene, CupLabel label)
    {
        Outcome.Data = JsonSerializer.Serialize(new
        {
            scene, held = label.Held, mode = label.Mode, outcome = label.Outcome.ToString(), side = label.Side.ToString(), speed = label.Speed.ToString(),
        });
        return Outcome;
    }

    private static Image Picture(string camera)
    {
        var image = new Image
        {
            Height = ArmTask.ImageSize, Width = ArmTask.ImageSize, Encoding = "rgb8", Step = 3 * ArmTask.ImageSize,
        };
        image.Header.FrameId = $"{camera}_camera";
        return image;
    }
}
