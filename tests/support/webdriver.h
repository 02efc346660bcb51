// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/childprocess.h"

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QTemporaryDir>

namespace holdline::testing {

/// A headless Chromium with a new profile that trusts every certificate, driven through
/// chromedriver (W3C WebDriver: JSON over HTTP). Every call runs the event loop until it is done.
/// CSS selectors name the elements.
class WebDriver
{
public:
    WebDriver();
    ~WebDriver();

    /// Returns false if the browser cannot be started; errorText() tells why.
    bool start();
    QString errorText() const;

    bool open(const QUrl &url);
    /// Each returns false if there is no such element, or if a person could not use it.
    bool click(const QString &selector);
    bool type(const QString &selector, const QString &text);
    bool isDisplayed(const QString &selector);
    /// The visible text; empty if there is no such element.
    QString text(const QString &selector);
    /// The result of the function body `script`.
    QJsonValue evaluate(const QString &script);
    /// Messages on the page's console since the last call.
    QStringList console();
    /// A screenshot as PNG.
    QByteArray screenshot();

private:
    QJsonValue call(const QByteArray &method, const QString &path, const QJsonObject &body = {});
    QString element(const QString &selector);

    QTemporaryDir m_profile;
    ChildProcess m_driver;
    QNetworkAccessManager m_http;
    QString m_session; ///< the base address of the browser session
    bool m_failed = false; ///< the last call failed
};

} // namespace holdline::testing
