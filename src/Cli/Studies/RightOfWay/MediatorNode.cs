using Forewarn.Games;
using Forewarn.RosBridge;
using Number = Forewarn.Messages.StdMsgs.Int32;

namespace Forewarn.Cli.Studies.RightOfWay;

/// <summary>The mediator as a ROS node: it tells all where they stand, and each robot its own part of the recommendation.</summary>
internal sealed class MediatorNode
{
    private readonly RosNode _node;
    private readonly Publisher<Number> _step, _situation;
    private readonly Publisher<Number>[] _recommendations;

    public MediatorNode(RosExecutor executor, JointActions actions)
    {
        _node = new RosNode(executor, "mediator", "/doorway");
        Actions = actions;
        _step = _node.CreatePublisher<Number>(DoorwayTopics.Step);
        _situation = _node.CreatePublisher<Number>(DoorwayTopics.Situation);
        _recommendations = [.. Enumerable.Range(0, actions.Agents).Select(i => _node.CreatePublisher<Number>(DoorwayTopics.Recommendation(i)))];
    }

    public JointActions Actions { get; }

    public void Recommend(int step, int situation, int joint)
    {
        _step.Publish(new Number { Data = step });
        _situation.Publish(new Number { Data = situation });
        for (int i = 0; i < _recommendations.Length; i++) _recommendations[i].Publish(new Number { Data = Actions.Of(joint, i) });
    }
}
