// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door/httppages.h"

namespace holdline::server {

HttpPages::HttpPages(const AccessPolicy &policy, HealthReport health) : m_policy(policy)
{
    add("GET", "/", [this](const PageRequest &request) {
        return unlessBarred(request,
                            HttpAnswer::sentence("This is holdlined " HOLDLINE_VERSION
                                                 ", a voice server.\n"
                                                 "Talk to it with Holdline. Its health is at "
                                                 "/health."));
    });
    add("GET", "/health", [health = std::move(health)](const PageRequest &) {
        return HttpAnswer{.type = "application/json", .body = health()};
    });
    add("GET", "/ws", [this](const PageRequest &request) {
        HttpAnswer answer = HttpAnswer::sentence("WebSocket only.", 426);
        answer.fields.emplace_back("Upgrade", "websocket");
        return unlessBarred(request, answer);
    });
}

void HttpPages::add(const QByteArray &method, const QByteArray &path, Page page)
{
    m_pages.insert_or_assign({method, path}, std::move(page));
}

HttpAnswer HttpPages::answer(const PageRequest &request) const
{
    const QByteArray method = request.head.method == "HEAD" ? "GET" : request.head.method;
    const auto page = m_pages.find({method, request.head.path});
    if (page != m_pages.end())
        return page->second(request);
    return unlessBarred(request, HttpAnswer::sentence("There is nothing here.", 404));
}

HttpAnswer HttpPages::unlessBarred(const PageRequest &request, const HttpAnswer &answer) const
{
    if (m_policy.allowsAuthorization(request.head.authorization))
        return answer;
    HttpAnswer refusal = HttpAnswer::sentence("A token is needed.", 401);
    refusal.fields.emplace_back("WWW-Authenticate", "Bearer");
    return refusal;
}

} // namespace holdline::server
