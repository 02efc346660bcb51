// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/childprocess.h"

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QTemporaryDir>

namespace holdline::testing {

/// A headless Chromium with a fresh profile and trust in every certificate, driven through
/// chromedriver (W3C WebDriver, which is JSON over HTTP). Every call turns the event loop until it
/// is done; elements go by CSS selectors.
class WebDriver
{
public:
    WebDriver();
    ~WebDriver();

    /// False, with errorText(), when the browser cannot be had.
    bool start();
    QString errorText() const;

    bool open(const QUrl &url);
    /// Each is false when there is no such element, or a person could not do that to it.
    bool click(const QString &selector);
    bool type(const QString &selector, const QString &text);
    bool isDisplayed(const QString &selector);
    /// As a person sees it; empty when there is no such element.
    QString text(const QString &selector);
    /// What the function body `script` returns.
    QJsonValue evaluate(const QString &script);
    /// What the console of the page has said since the last call.
    QStringList console();
    /// PNG.
    QByteArray screenshot();

private:
    QJsonValue call(const QByteArray &method, const QString &path, const QJsonObject &body = {});
    QString element(const QString &selector);

    QTemporaryDir m_profile;
    ChildProcess m_driver;
    QNetworkAccessManager m_http;
    QString m_session; ///< the address of everything below it
    bool m_failed = false; ///< the last call
};

} // namespace holdline::testing
