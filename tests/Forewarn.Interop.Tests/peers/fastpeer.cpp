// A peer on Fast DDS, with types from Debian's fastddsgen.
//   fastpeer echo       the same as the C peer's echo
//   fastpeer client     a client as rmw_fastrtps would have one: correlation in inline quality of service, none in the body
// The domain is ROS_DOMAIN_ID; loopback only. It ends when its standard input does.
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>
#include <poll.h>
#include <unistd.h>
#include <fastdds/dds/domain/DomainParticipant.hpp>
#include <fastdds/dds/domain/DomainParticipantFactory.hpp>
#include <fastdds/dds/publisher/DataWriter.hpp>
#include <fastdds/dds/publisher/Publisher.hpp>
#include <fastdds/dds/subscriber/DataReader.hpp>
#include <fastdds/dds/subscriber/SampleInfo.hpp>
#include <fastdds/dds/subscriber/Subscriber.hpp>
#include <fastdds/rtps/transport/UDPv4TransportDescriptor.h>
#include <fastrtps/utils/IPLocator.h>
#include "PeerPubSubTypes.h"

using namespace eprosima::fastdds::dds;
using namespace std::chrono_literals;

namespace {

DomainParticipant *participant;
Publisher *publisher;
Subscriber *subscriber;

bool input_ended ()
{
  pollfd in = { 0, POLLIN, 0 };
  char byte;
  return poll (&in, 1, 0) > 0 && read (0, &byte, 1) <= 0;
}

void join (int domain)
{
  DomainParticipantQos qos;
  qos.transport ().use_builtin_transports = false;
  auto udp = std::make_shared<eprosima::fastdds::rtps::UDPv4TransportDescriptor> ();
  udp->interfaceWhiteList.push_back ("127.0.0.1");
  qos.transport ().user_transports.push_back (udp);
  for (int i = 0; i < 20; i++)
  {
    eprosima::fastrtps::rtps::Locator_t peer;
    peer.kind = LOCATOR_KIND_UDPv4;
    eprosima::fastrtps::rtps::IPLocator::setIPv4 (peer, "127.0.0.1");
    peer.port = 7400 + 250 * domain + 10 + 2 * i;
    qos.wire_protocol ().builtin.initialPeersList.push_back (peer);
  }
  participant = DomainParticipantFactory::get_instance ()->create_participant (domain, qos);
  if (!participant) { std::cerr << "fastpeer: no participant\n"; exit (1); }
  publisher = participant->create_publisher (PUBLISHER_QOS_DEFAULT);
  subscriber = participant->create_subscriber (SUBSCRIBER_QOS_DEFAULT);
}

template <class Support> TypeSupport typed (const char *name)
{
  auto *support = new Support ();
  support->setName (name);
  TypeSupport type (support);
  type.register_type (participant);
  return type;
}

Topic *topic (const std::string &name, TypeSupport &type)
{
  return participant->create_topic (name, type.get_type_name (), TOPIC_QOS_DEFAULT);
}

DataWriter *writer (Topic *topic, bool late = false)
{
  DataWriterQos qos;
  qos.reliability ().kind = RELIABLE_RELIABILITY_QOS;
  qos.durability ().kind = late ? TRANSIENT_LOCAL_DURABILITY_QOS : VOLATILE_DURABILITY_QOS;
  qos.history ().depth = 100;
  qos.endpoint ().history_memory_policy = eprosima::fastrtps::rtps::PREALLOCATED_WITH_REALLOC_MEMORY_MODE;
  return publisher->create_datawriter (topic, qos);
}

DataReader *reader (Topic *topic)
{
  DataReaderQos qos;
  qos.reliability ().kind = RELIABLE_RELIABILITY_QOS;
  qos.history ().depth = 100;
  qos.endpoint ().history_memory_policy = eprosima::fastrtps::rtps::PREALLOCATED_WITH_REALLOC_MEMORY_MODE;
  return subscriber->create_datareader (topic, qos);
}

struct Kind { const char *name; TypeSupport type; DataReader *in; DataWriter *out, *own; void *sample; };

std_msgs::msg::dds_::Header_ header ()
{
  std_msgs::msg::dds_::Header_ h;
  h.stamp ().sec (12);
  h.stamp ().nanosec (345);
  h.frame_id ("base");
  return h;
}

void made (std::vector<Kind> &kinds)
{
  std_msgs::msg::dds_::String_ text;
  text.data ("made by the Fast DDS peer");
  kinds[0].own->write (&text);
  sensor_msgs::msg::dds_::JointState_ state;
  state.header (header ());
  state.name ({ "shoulder", "elbow" });
  state.position ({ 0.5, -1.25 });
  state.velocity ({ 3.0 });
  kinds[1].own->write (&state);
  trajectory_msgs::msg::dds_::JointTrajectory_ plan;
  trajectory_msgs::msg::dds_::JointTrajectoryPoint_ first, second;
  first.positions ({ 0.5, -1.25 });
  first.time_from_start ().sec (1);
  first.time_from_start ().nanosec (500000000);
  second.velocities ({ 3.0 });
  second.time_from_start ().sec (2);
  plan.header (header ());
  plan.joint_names ({ "shoulder", "elbow" });
  plan.points ({ first, second });
  kinds[2].own->write (&plan);
  sensor_msgs::msg::dds_::Image_ image;
  image.header (header ());
  image.height (2);
  image.width (3);
  image.encoding ("mono8");
  image.step (3);
  image.data ({ 1, 2, 3, 4, 5, 6 });
  kinds[3].own->write (&image);
}

void describe (size_t kind, void *sample)
{
  auto *text = static_cast<std_msgs::msg::dds_::String_ *> (sample);
  auto *state = static_cast<sensor_msgs::msg::dds_::JointState_ *> (sample);
  auto *plan = static_cast<trajectory_msgs::msg::dds_::JointTrajectory_ *> (sample);
  auto *image = static_cast<sensor_msgs::msg::dds_::Image_ *> (sample);
  switch (kind)
  {
    case 0: std::cout << "String " << text->data () << std::endl; break;
    case 1: std::cout << "JointState " << state->name ().size () << ' ' << state->name ()[0] << ' ' << state->position ()[0] << std::endl; break;
    case 2: std::cout << "JointTrajectory " << plan->points ().size () << ' ' << plan->points ()[0].positions ()[0] << ' '
                      << plan->points ().back ().time_from_start ().sec () << std::endl; break;
    default: std::cout << "Image " << image->width () << ' ' << image->encoding () << ' ' << image->data ().size () << ' '
                       << int (image->data ().back ()) << std::endl; break;
  }
}

void echo ()
{
  std::vector<Kind> kinds = {
    { "String", typed<std_msgs::msg::dds_::String_PubSubType> ("std_msgs::msg::dds_::String_") },
    { "JointState", typed<sensor_msgs::msg::dds_::JointState_PubSubType> ("sensor_msgs::msg::dds_::JointState_") },
    { "JointTrajectory", typed<trajectory_msgs::msg::dds_::JointTrajectory_PubSubType> ("trajectory_msgs::msg::dds_::JointTrajectory_") },
    { "Image", typed<sensor_msgs::msg::dds_::Image_PubSubType> ("sensor_msgs::msg::dds_::Image_") },
  };
  for (auto &kind : kinds)
  {
    std::string name = kind.name;
    kind.in = reader (topic ("rt/to_peer/" + name, kind.type));
    kind.out = writer (topic ("rt/from_peer/" + name, kind.type));
    kind.own = writer (topic ("rt/made_by_peer/" + name, kind.type), true);
    kind.sample = kind.type.create_data ();
  }
  made (kinds);
  std::cout << "ready" << std::endl;
  while (!input_ended ())
  {
    SampleInfo info;
    for (size_t k = 0; k < kinds.size (); k++)
      while (kinds[k].in->take_next_sample (kinds[k].sample, &info) == ReturnCode_t::RETCODE_OK)
        if (info.valid_data)
        {
          describe (k, kinds[k].sample);
          kinds[k].out->write (kinds[k].sample);
        }
    std::this_thread::sleep_for (5ms);
  }
}

void client ()
{
  auto type = typed<std_srvs::srv::dds_::SetBool_Request_PubSubType> ("std_srvs::srv::dds_::SetBool_Request_");
  auto *requests = writer (topic ("rq/enableRequest", type));
  std_srvs::srv::dds_::SetBool_Request_ request;
  request.data (true);
  std::cout << "ready" << std::endl;
  while (!input_ended ())
  {
    requests->write (&request);
    std::this_thread::sleep_for (100ms);
  }
}

} // namespace

int main (int argc, char **argv)
{
  std::string mode = argc > 1 ? argv[1] : "";
  join (atoi (getenv ("ROS_DOMAIN_ID")));
  if (mode == "echo") echo ();
  else if (mode == "client") client ();
  else return 2;
  participant->delete_contained_entities ();
  DomainParticipantFactory::get_instance ()->delete_participant (participant);
  return 0;
}
