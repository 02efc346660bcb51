// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/service/service.h"

#include <vector>

namespace holdline::server {

class Outlet;

/// Tells a client that an engine on board does the work of a service that has failed: once for each
/// outage in which the client talks. Tells the same client when the service is back. Owned by
/// VoicePipeline; main thread.
class OutageNotices
{
public:
    /// All must outlive this object.
    OutageNotices(const std::vector<const speech::Service *> &services, Outlet &outlet);

    /// Call it when a service may have changed. `isTalking`: the client talks or is answered.
    void tell(bool isTalking);
    /// Tells of all outages of this moment. The client has just joined and knows of none.
    void tellAnew();

private:
    struct Watched
    {
        const speech::Service *service;
        quint64 told = 0; ///< the number of the outage that the client knows
        /// The service that the client believes to be down; not set if it knows of none.
        speech::ServiceAddress missed{};
    };

    void tellOutage(Watched &watched);
    void tellReturn(Watched &watched);

    std::vector<Watched> m_services;
    Outlet &m_outlet;
};

} // namespace holdline::server
