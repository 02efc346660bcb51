// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/webdriver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace holdline::testing {

namespace {

constexpr Duration kBrowserPatience(60000); // enough for a browser on a busy machine

QString driverPortIn(const QList<OutputLine> &lines)
{
    const QRegularExpression announcement(u"successfully on port ([0-9]+)"_s);
    for (const OutputLine &line : lines) {
        if (const auto match = announcement.match(line.text); match.hasMatch())
            return match.captured(1);
    }
    return {};
}

} // namespace

WebDriver::WebDriver() : m_driver(u"chromedriver"_s, {u"--port=0"_s}) { }

WebDriver::~WebDriver()
{
    if (!m_session.isEmpty())
        call("DELETE", {});
}

bool WebDriver::start()
{
    if (!m_driver.start()
        || !waitUntil([this] { return !driverPortIn(m_driver.standardOutput()).isEmpty(); },
                      kBrowserPatience))
        return false;
    const QJsonArray arguments{
        u"--headless"_s,
        u"--no-sandbox"_s,
        u"--disable-gpu"_s,
        u"--disable-quic"_s,
        u"--no-first-run"_s,
        u"--disable-background-networking"_s,
        u"--disable-component-update"_s,
        u"--disable-sync"_s,
        u"--no-proxy-server"_s,
        u"--window-size=1280,860"_s,
        u"--remote-debugging-pipe"_s, // otherwise it would outlive a test that crashes
        u"--user-data-dir="_s + m_profile.path(),
    };
    const QJsonObject capabilities{{u"browserName"_s, u"chrome"_s},
                                   {u"acceptInsecureCerts"_s, true},
                                   {u"goog:chromeOptions"_s, QJsonObject{{u"args"_s, arguments}}},
                                   {u"goog:loggingPrefs"_s, QJsonObject{{u"browser"_s, u"ALL"_s}}}};
    const QString server =
        u"http://127.0.0.1:%1/session"_s.arg(driverPortIn(m_driver.standardOutput()));
    m_session = server;
    const QJsonObject session =
        call("POST", {}, {{u"capabilities"_s, QJsonObject{{u"alwaysMatch"_s, capabilities}}}})
            .toObject();
    const QString id = session[u"sessionId"_s].toString();
    m_session = id.isEmpty() ? QString() : server + u'/' + id;
    return !id.isEmpty();
}

QString WebDriver::errorText() const
{
    QString text = u"chromium and chromium-driver are needed. "_s + m_driver.errorText();
    for (const OutputLine &line : m_driver.standardOutput())
        text += line.text + u'\n';
    return text;
}

bool WebDriver::open(const QUrl &url)
{
    call("POST", u"/url"_s, {{u"url"_s, url.toString()}});
    return !m_failed;
}

bool WebDriver::click(const QString &selector)
{
    const QString found = element(selector);
    if (!found.isEmpty())
        call("POST", found + u"/click"_s);
    return !m_failed;
}

bool WebDriver::type(const QString &selector, const QString &text)
{
    const QString found = element(selector);
    if (!found.isEmpty())
        call("POST", found + u"/value"_s, {{u"text"_s, text}});
    return !m_failed;
}

bool WebDriver::isDisplayed(const QString &selector)
{
    const QString found = element(selector);
    return !found.isEmpty() && call("GET", found + u"/displayed"_s).toBool();
}

QString WebDriver::text(const QString &selector)
{
    const QString found = element(selector);
    return found.isEmpty() ? QString() : call("GET", found + u"/text"_s).toString();
}

QJsonValue WebDriver::evaluate(const QString &script)
{
    return call("POST", u"/execute/sync"_s, {{u"script"_s, script}, {u"args"_s, QJsonArray()}});
}

QStringList WebDriver::console()
{
    QStringList messages;
    const QJsonArray entries = call("POST", u"/se/log"_s, {{u"type"_s, u"browser"_s}}).toArray();
    for (const auto entry : entries)
        messages.append(entry[u"message"_s].toString());
    return messages;
}

QByteArray WebDriver::screenshot()
{
    return QByteArray::fromBase64(call("GET", u"/screenshot"_s).toString().toLatin1());
}

QJsonValue WebDriver::call(const QByteArray &method, const QString &path, const QJsonObject &body)
{
    QNetworkRequest request(QUrl(m_session + path));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const QByteArray json =
        method == "POST" ? QJsonDocument(body).toJson(QJsonDocument::Compact) : QByteArray();
    const std::unique_ptr<QNetworkReply> reply(m_http.sendCustomRequest(request, method, json));
    waitUntil([&] { return reply->isFinished(); }, kBrowserPatience);
    m_failed = !reply->isFinished() || reply->error() != QNetworkReply::NoError;
    return QJsonDocument::fromJson(reply->readAll()).object()[u"value"_s];
}

/// The address of the first element that matches.
QString WebDriver::element(const QString &selector)
{
    const QJsonObject found =
        call("POST", u"/element"_s, {{u"using"_s, u"css selector"_s}, {u"value"_s, selector}})
            .toObject();
    return m_failed || found.isEmpty() ? QString()
                                       : u"/element/"_s + found.begin().value().toString();
}

} // namespace holdline::testing
