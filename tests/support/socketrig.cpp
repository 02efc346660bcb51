// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/socketrig.h"

using namespace std::chrono_literals;

namespace holdline::testing {

client::Endpoint endpointOf(const FakeVoiceServer &server)
{
    return client::Endpoint::forAddress(server.url().toString());
}

SocketRig::SocketRig(const client::LinkTimings &timings, const BackoffPolicy &policy)
    : client(home, server.url(), policy, timings, std::unique_ptr<client::NetworkWatch>(network))
{
}

bool SocketRig::connectToSession()
{
    socket.start();
    return sessions() > 0 || started.wait();
}

void SocketRig::speakOnAndOn()
{
    QObject::connect(&microphone, &QTimer::timeout, &socket, [this] {
        socket.send(protocol::WireMessage{.binary = true, .bytes = QByteArray(256 * 1024, '\0')});
    });
    microphone.start(10ms);
}

} // namespace holdline::testing
