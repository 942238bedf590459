using Forewarn.Games;
using Forewarn.RosBridge;
using Forewarn.Simulation.Worlds;
using Number = Forewarn.Messages.StdMsgs.Int32;

namespace Forewarn.Cli.Studies.RightOfWay;

/// <summary>A robot as a ROS node. It hears where all stand and what it is told itself, and obeys or answers in a way of its own.</summary>
internal sealed class RobotNode
{
    private readonly RosNode _node;
    private int _step, _situation;

    public RobotNode(RosExecutor executor, int robot)
    {
        _node = new RosNode(executor, "driver", DoorwayTopics.Robot(robot));
        _node.CreateSubscription<Number>(DoorwayTopics.Step, (Number step, in MessageInfo _) => _step = step.Data);
        _node.CreateSubscription<Number>(DoorwayTopics.Situation, (Number situation, in MessageInfo _) => _situation = situation.Data);
        _node.CreateSubscription<Number>("recommendation", OnRecommendation);
    }

    /// <summary>How it answers recommendations; null obeys.</summary>
    public Deviation? Deviation { get; set; }

    /// <summary>What it does until it is told something else.</summary>
    public DoorwayMode Mode { get; private set; } = DoorwayMode.Wait;

    /// <summary>Recommendations heard.</summary>
    public int Heard { get; private set; }

    private void OnRecommendation(Number told, in MessageInfo info)
    {
        Heard++;
        Mode = (DoorwayMode)(Deviation?.Answer(_step, _situation, told.Data) ?? told.Data);
    }
}
