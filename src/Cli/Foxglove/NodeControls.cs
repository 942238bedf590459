using Forewarn.Messages;
using Forewarn.Messages.ForewarnMsgs;
using Forewarn.Messages.StdSrvs;
using Forewarn.RosBridge;
using Forewarn.Serving;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.Cli.Foxglove;

/// <summary>What Foxglove clients may do to a steering node: the same as ROS clients, on the executor's thread like them.</summary>
internal static class NodeControls
{
    public static void Offer(FoxgloveServer server, RosNode node, SteeringNode steering)
    {
        RosExecutor executor = node.Executor;
        string space = node.FullName.ToString(), wish = $"{space}/wish";
        server.Add(new FoxgloveParameter(wish, () => node.Parameters["wish"].AsString, (text, _) => executor.RunAsync(() => Wish(text))));
        server.Add(FoxgloveInput.Of<Text>(wish, (text, _) => executor.RunAsync(() => Wish(text.Data))));
        node.Parameters.Changed += (name, _) =>
        {
            if (name == "wish") server.ParameterChanged(wish);
        };
        Serve<SetBool, SetBoolRequest, SetBoolResponse>("enable", steering.Enable);
        Serve<Trigger, TriggerRequest, TriggerResponse>("estop", steering.EmergencyStop);
        Serve<Answer, AnswerRequest, AnswerResponse>("answer", steering.AnswerQuestion);

        string? Wish(string text) => node.Parameters.Set(new NamedValue("wish", text));

        void Serve<TService, TRequest, TResponse>(string name, Action<TRequest, TResponse> handler)
            where TService : IRosService<TRequest, TResponse>
            where TRequest : class, IRosMessage<TRequest>, new()
            where TResponse : class, IRosMessage<TResponse>, new() =>
            server.Add(FoxgloveService.Of<TService, TRequest, TResponse>($"{space}/{name}", (request, _) => executor.RunAsync(() =>
            {
                var response = new TResponse();
                handler(request, response);
                return response;
            })));
    }
}
