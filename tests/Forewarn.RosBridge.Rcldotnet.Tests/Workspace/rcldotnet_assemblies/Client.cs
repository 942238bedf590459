using System.Collections.Generic;
using System.Threading.Tasks;

namespace ROS2;

public abstract class Client : Waitable
{
}

public sealed class Client<TService, TRequest, TResponse>(string name) : Client
    where TService : IRosServiceDefinition<TRequest, TResponse>
    where TRequest : IRosMessage, new()
    where TResponse : IRosMessage, new()
{
    private readonly Queue<(TaskCompletionSource<TResponse> Source, TResponse Answer)> _answers = [];

    internal override bool IsReady => _answers.Count > 0;

    public bool ServiceIsReady() => Bus.Server(name) is not null;

    public Task<TResponse> SendRequestAsync(TRequest request)
    {
        var source = new TaskCompletionSource<TResponse>();
        Bus.Server(name)?.Put(Bus.Copy(request), answer => Bus.Notify(() => _answers.Enqueue((source, Bus.Copy((TResponse)answer)))));
        return source.Task;
    }

    internal override void Take()
    {
        if (TryDequeue(_answers, out var answered)) answered.Source.TrySetResult(answered.Answer);
    }
}
