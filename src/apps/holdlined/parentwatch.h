// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

/// The process that started us, at the other end of standard input: hands over the token on the
/// first line, and is gone when the input ends.
class ParentWatch : public QObject
{
    Q_OBJECT

public:
    explicit ParentWatch(QObject *parent = nullptr);

Q_SIGNALS:
    /// The first line without its end. Once.
    void tokenReceived(const QByteArray &token);
    void parentGone();

private:
    void read();

    QSocketNotifier m_notifier;
    QByteArray m_firstLine;
    bool m_hasToken = false;
};
