// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/certificatefacts.h"
#include "client/setup/connectioncontroller.h"
#include "widgets/settings/settingspage.h"

#include <memory>

namespace Ui {
class ConnectionPage;
}

namespace holdline::widgets {

/// Lets the user choose the server and how to connect to it. Emits what the user applies, and
/// carries out nothing itself.
class ConnectionPage : public SettingsPage
{
    Q_OBJECT

public:
    struct Content
    {
        client::ConnectionChoice connection{};
        QString recentAddress{}; ///< the latest server that was not the embedded one
        QList<client::CertificatePin> pins{};
        bool hasKeychain = false;
    };

    explicit ConnectionPage(const Content &content, QWidget *parent = nullptr);
    ~ConnectionPage() override;

    /// The choice that the fields show now.
    client::ConnectionChoice connection() const;
    bool settle() override;

Q_SIGNALS:
    /// Emitted when the user applies changes, in this order.
    void certificateDistrusted(const QString &server);
    void connectionChosen(const holdline::client::ConnectionChoice &choice);

private:
    void fill();
    void connectFields();
    void showPins();
    void removePin();
    void apply();
    void forgetTokenOfAnotherServer();
    void refresh();
    bool isRight() const;
    bool isChanged() const;
    QString addressComplaint() const;
    QString tokenComplaint() const;

    std::unique_ptr<Ui::ConnectionPage> m_ui;
    Content m_content; ///< as last applied
    QStringList m_distrusted; ///< servers whose removal is not applied yet
};

} // namespace holdline::widgets
